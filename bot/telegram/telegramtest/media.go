package telegramtest

import (
	"bytes"
	"image"
	_ "image/gif" // the kinds of picture the server takes
	_ "image/jpeg"
	_ "image/png"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// files are everything uploaded; guarded by Server.mu.
type files struct {
	byID, byPath map[string]*file
}

type file struct {
	id, unique, path, name string
	data                   []byte
	width, height          int
}

// add keeps a file under a new id.
func (f *files) add(n int64, kind, name string, data []byte, width, height int) *file {
	id := "AgACAgIAAxkBAAI" + itoa(n) + "-" + itoa(hash(string(data[:min(len(data), 64)])))
	kept := &file{id: id, unique: "AQAD" + itoa(n), path: kind + "/file_" + itoa(n) + path.Ext(name), name: name, data: data, width: width, height: height}
	f.byID[kept.id], f.byPath[kept.path] = kept, kept
	return kept
}

// picture keeps a picture: the sizes of it, the smallest first.
func (f *files) picture(n int64, data []byte, width, height int) []PhotoSize {
	return f.add(n, "photos", ".jpg", data, width, height).sizes()
}

func (f *file) sizes() []PhotoSize {
	full := PhotoSize{f.id, f.unique, f.width, f.height, len(f.data)}
	long := max(f.width, f.height)
	if long <= 90 {
		return []PhotoSize{full}
	}
	thumb := full
	thumb.UniqueID += "s"
	thumb.Width, thumb.Height, thumb.Size = max(1, f.width*90/long), max(1, f.height*90/long), 1200
	return []PhotoSize{thumb, full}
}

func (f *file) document() *Document {
	return &Document{f.id, f.unique, f.name, mime.TypeByExtension(path.Ext(f.name)), len(f.data)}
}

// Limits of uploads and downloads, from the documentation.
const (
	maxPhoto    = 10 << 20
	maxDocument = 50 << 20
	maxDownload = 20 << 20
)

func sendPhoto(s *Server, c *call) (any, error) {
	return s.sendFile(c, "photo")
}

func sendDocument(s *Server, c *call) (any, error) {
	return s.sendFile(c, "document")
}

func (s *Server) sendFile(c *call, kind string) (any, error) {
	m := &Message{}
	if err := c.caption(m); err != nil {
		return nil, err
	}
	up, uploaded := c.files[kind]
	if err := s.attach(m, kind, c.values[kind], up, uploaded, c); err != nil {
		return nil, err
	}
	return s.send(c, m)
}

// attach gives a message its file: uploaded under the parameter's or another name, or known by its id.
func (s *Server) attach(m *Message, kind, value string, up upload, uploaded bool, c *call) error {
	if name, ok := strings.CutPrefix(value, "attach://"); ok {
		if up, uploaded = c.files[name]; !uploaded {
			return wrong("%s names the upload %q, which the request lacks", kind, name)
		}
	}
	f, err := s.fileOf(kind, value, up, uploaded)
	if err != nil {
		return err
	}
	m.File = f.data
	if kind == "photo" {
		m.Photo = f.sizes()
	} else {
		m.Document = f.document()
	}
	return nil
}

func (s *Server) fileOf(kind, value string, up upload, uploaded bool) (*file, error) {
	switch {
	case uploaded:
		return s.store(kind, up)
	case value == "":
		return nil, wrong("there is no %s in the request", kind)
	case strings.HasPrefix(value, "http"):
		return nil, wrong("this server fetches no files from addresses")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files.byID[value]
	if f == nil {
		return nil, refused("wrong remote file identifier specified: can't unserialize it. Wrong last symbol")
	}
	if kind == "photo" && f.width == 0 {
		return nil, refused("can't use file of type Document as Photo")
	}
	return f, nil
}

// store keeps an upload if it is within the limits of its kind.
func (s *Server) store(kind string, up upload) (*file, error) {
	if len(up.data) == 0 {
		return nil, wrong("file must be non-empty")
	}
	if kind != "photo" {
		if len(up.data) > maxDocument {
			return nil, wrong("file is too big: %d bytes", len(up.data))
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.files.add(s.nextID(), "documents", up.name, up.data, 0, 0), nil
	}
	if len(up.data) > maxPhoto {
		return nil, wrong("too big for a photo: %d bytes, more than 10 MB", len(up.data))
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(up.data))
	if err != nil {
		return nil, wrong("IMAGE_PROCESS_FAILED: the upload is no picture")
	}
	if w, h := size.Width, size.Height; w+h > 10_000 || w > 20*h || h > 20*w {
		return nil, wrong("PHOTO_INVALID_DIMENSIONS: %d x %d", w, h)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.files.add(s.nextID(), "photos", ".jpg", up.data, size.Width, size.Height), nil
}

// inputMedia is what editMessageMedia puts in place.
type inputMedia struct {
	Type     string   `json:"type"`
	Media    string   `json:"media"`
	Caption  string   `json:"caption"`
	Mode     string   `json:"parse_mode"`
	Entities []Entity `json:"caption_entities"`
}

func (s *Server) media(c *call, in inputMedia) (*Message, error) {
	if in.Type != "photo" && in.Type != "document" {
		return nil, wrong("this server plays media of type photo and document, not %q", in.Type)
	}
	m := &Message{}
	var err error
	if m.Caption, m.CaptionEntities, err = formatted(in.Caption, in.Mode, in.Entities); err != nil {
		return nil, err
	}
	if err := checkCaption(m.Caption); err != nil {
		return nil, err
	}
	return m, s.attach(m, in.Type, in.Media, upload{}, false, c)
}

func getFile(s *Server, c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files.byID[c.values["file_id"]]
	if f == nil {
		return nil, refused("invalid file_id")
	}
	if len(f.data) > maxDownload {
		return nil, refused("file is too big")
	}
	return map[string]any{"file_id": f.id, "file_unique_id": f.unique, "file_size": len(f.data), "file_path": f.path}, nil
}

func (s *Server) download(w http.ResponseWriter, path string) {
	s.mu.Lock()
	f := s.files.byPath[path]
	s.mu.Unlock()
	if f == nil {
		write(w, &Error{Code: http.StatusNotFound, Description: "Not Found"})
		return
	}
	http.ServeContent(w, &http.Request{Method: http.MethodGet}, path, time.Time{}, bytes.NewReader(f.data))
}
