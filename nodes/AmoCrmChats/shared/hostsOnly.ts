/**
 * Leaves of each address in a text its host: path and query may be a key (a bot's token, a signature), and texts of
 * errors are stored and shown to whoever sees the execution.
 */
export function hostsOnly(text: string): string {
	return text.replace(/\bhttps?:\/\/[^\s"'<>`]+/gi, (address) =>
		URL.canParse(address) ? new URL(address).host : 'an address',
	);
}
