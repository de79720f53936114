package telegramtest

// methods are the ones this server plays; any other is answered 404 and noted as a problem.
var methods = map[string]handler{
	"getUpdates": getUpdates, "setWebhook": setWebhook, "deleteWebhook": deleteWebhook, "getWebhookInfo": getWebhookInfo,

	"sendMessage": sendMessage, "sendPhoto": sendPhoto, "sendDocument": sendDocument, "sendChatAction": sendChatAction,
	"editMessageText": editMessageText, "editMessageCaption": editMessageCaption, "editMessageMedia": editMessageMedia,
	"editMessageReplyMarkup": editMessageReplyMarkup, "deleteMessage": deleteMessage,
	"answerCallbackQuery": answerCallbackQuery, "answerInlineQuery": answerInlineQuery,

	"getMe": getMe, "setMyCommands": setMyCommands, "getMyCommands": getMyCommands, "deleteMyCommands": deleteMyCommands,
	"setMyName": setText("name", 64), "getMyName": getText("name"),
	"setMyDescription": setText("description", 512), "getMyDescription": getText("description"),
	"setMyShortDescription": setText("short_description", 120), "getMyShortDescription": getText("short_description"),
	"setChatMenuButton": setChatMenuButton, "getChatMenuButton": getChatMenuButton,

	"getChat": getChat, "getChatMember": getChatMember, "getChatAdministrators": getChatAdministrators,
	"getChatMemberCount": getChatMemberCount, "leaveChat": leaveChat, "getFile": getFile,
}
