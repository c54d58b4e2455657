/** Where the key of a bot stands in an address, and so whoever reads the address can act as the bot. */
const BOT_TOKENS = [
	// Telegram, also behind a Bot API server of one's own: /file/bot<token>/photos/1.jpg
	/\/bot\d+:[\w-]+/i,
	/\b\d{6,}:[\w-]{30,}/,
	// Slack
	/\bxox[a-z]-[\w-]{10,}/i,
	// Discord
	/\/api\/webhooks\/\d+\/[\w-]+/i,
	// Green API and its kin
	/\/waInstance\d+\/\w+\/\w{20,}/i,
];

/** Messengers whose APIs take a bot's key as a parameter. Their files for everybody lie under other names. */
const MESSENGERS =
	/(^|\.)(facebook\.com|green-api\.com|instagram\.com|max\.ru|ok\.ru|oneme\.ru|slack\.com|telegram\.org|viber\.com|vk\.com|vk\.ru)$/;

const KEY_NAMES = ['access_token', 'api_key', 'api_token', 'apikey', 'auth_token', 'bot_token'];

/**
 * The key in an address that opens more than the one file, if there is one. Signed addresses of a storage (S3, Google
 * Cloud, Azure, Firebase) hold a signature or a token of that file alone.
 */
export function keyIn(url: URL): string | undefined {
	if (url.username !== '' || url.password !== '') return 'a user name and password';
	const text = plain(url.pathname + url.search);
	if (BOT_TOKENS.some((token) => token.test(text))) return 'a bot token';
	if (!MESSENGERS.test(url.hostname)) return undefined;
	return [...KEY_NAMES, 'token'].some((name) => url.searchParams.has(name))
		? 'a bot token'
		: undefined;
}

/** A parameter that is called like a key of an account, but may be meant to be seen, as maps and shared folders have it. */
export function doubtfulKeyIn({ searchParams }: URL): string | undefined {
	const name = KEY_NAMES.find((key) => searchParams.has(key));
	return name && `'${name}'`;
}

function plain(text: string): string {
	return text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
		String.fromCharCode(parseInt(hex, 16)),
	);
}
