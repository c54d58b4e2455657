/** IPv4 networks that do not lead to the internet, and how many leading bits name each. */
const PRIVATE_NETWORKS: Array<[string, number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['224.0.0.0', 3],
];

/**
 * Whether a host, as URL writes it, belongs to this machine or a private network. URL has already turned the
 * other ways of writing an address (2130706433, 0x7f.1) into the usual one. Only DNS knows what a name stands for.
 */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.toLowerCase().replace(/\.$/, '');
	if (host.startsWith('[')) return isPrivateIpv6(host.slice(1, -1));
	if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPrivateIpv4(host);
	return !host.includes('.') || /\.(local|localhost|internal|lan|home\.arpa)$/.test(host);
}

function isPrivateIpv4(address: string): boolean {
	const number = numberOf(address);
	return PRIVATE_NETWORKS.some(
		([network, bits]) => number >>> (32 - bits) === numberOf(network) >>> (32 - bits),
	);
}

function numberOf(address: string): number {
	return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

/** Only 2000::/3 leads to the internet, and what stands for an IPv4 address leads where that does. */
function isPrivateIpv6(address: string): boolean {
	const mapped = /^(?:::ffff:|64:ff9b::)([0-9a-f]+):([0-9a-f]+)$/.exec(address);
	if (mapped?.[1] !== undefined && mapped[2] !== undefined) {
		const [high, low] = [parseInt(mapped[1], 16), parseInt(mapped[2], 16)];
		return isPrivateIpv4([high >> 8, high & 255, low >> 8, low & 255].join('.'));
	}
	return !/^[23][0-9a-f]{3}:/.test(address);
}
