import { TOP_LEVEL_DOMAINS } from './topLevelDomains';

/** A network by its leading 32 bits, and how many of them name it. */
type Network = [prefix: number, bits: number];

/** Networks of IPv4 that do not lead to the internet. */
const PRIVATE_IPV4: Network[] = [
	network('0.0.0.0', 8),
	network('10.0.0.0', 8),
	network('100.64.0.0', 10),
	network('127.0.0.0', 8),
	// Azure's own services, for the machines within it.
	network('168.63.129.16', 32),
	network('169.254.0.0', 16),
	network('172.16.0.0', 12),
	network('192.0.0.0', 24),
	network('192.0.2.0', 24),
	network('192.88.99.0', 24),
	network('192.168.0.0', 16),
	network('198.18.0.0', 15),
	network('198.51.100.0', 24),
	network('203.0.113.0', 24),
	network('224.0.0.0', 3),
];

/** Only these addresses of IPv6 lead to the internet. */
const PUBLIC_IPV6: Network = [0x2000_0000, 3];

/** What of them does not: protocols (Teredo among them), examples, and 6to4, which leads wherever an IPv4 address does. */
const PRIVATE_IPV6: Network[] = [
	[0x2001_0000, 23],
	[0x2001_0db8, 32],
	[0x2002_0000, 16],
	[0x3fff_0000, 20],
];

/**
 * Whether a host, as URL writes it, is none that the internet can have: judged by what can be public, since private
 * names can end in anything. URL has already turned the other ways of writing an address (2130706433, 0x7f.1) into
 * the usual one. What a public name stands for only DNS knows.
 */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.toLowerCase().replace(/\.$/, '');
	if (host.startsWith('[')) return isPrivateIpv6(host.slice(1, -1));
	if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPrivateIpv4(host);
	return !isPublicName(host) || spellsPrivateAddress(host);
}

/** `arpa` is for the network's own needs, home.arpa for private ones. */
function isPublicName(host: string): boolean {
	const labels = host.split('.');
	const top = labels.at(-1) ?? '';
	const areValid = labels.every((label) => /^[a-z0-9-]+$/.test(label));
	return areValid && labels.length > 1 && top !== 'arpa' && TOP_LEVEL_DOMAINS.has(top);
}

/** As in 127.0.0.1.nip.io and 10-0-0-1.sslip.io, which DNS resolves to the address that they spell. */
function spellsPrivateAddress(host: string): boolean {
	const parts = host.split(/[.-]/);
	return parts.some((_, begin) => {
		const four = parts.slice(begin, begin + 4);
		const isAddress = four.length === 4 && four.every((part) => /^\d{1,3}$/.test(part));
		return isAddress && four.every((part) => Number(part) < 256) && isPrivateIpv4(four.join('.'));
	});
}

function isPrivateIpv4(address: string): boolean {
	const number = numberOf(address);
	return PRIVATE_IPV4.some((other) => isWithin(number, other));
}

/** What stands for an IPv4 address leads where that does. */
function isPrivateIpv6(address: string): boolean {
	const mapped = /^(?:::ffff:|64:ff9b::)([0-9a-f]+):([0-9a-f]+)$/.exec(address);
	if (mapped?.[1] !== undefined && mapped[2] !== undefined) {
		const [high, low] = [parseInt(mapped[1], 16), parseInt(mapped[2], 16)];
		return isPrivateIpv4([high >> 8, high & 255, low >> 8, low & 255].join('.'));
	}
	const [first = '', second = ''] = address.split(':');
	const number = parseInt(first || '0', 16) * 0x1_0000 + parseInt(second || '0', 16);
	return !isWithin(number, PUBLIC_IPV6) || PRIVATE_IPV6.some((other) => isWithin(number, other));
}

function network(address: string, bits: number): Network {
	return [numberOf(address), bits];
}

function numberOf(address: string): number {
	return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

function isWithin(number: number, [prefix, bits]: Network): boolean {
	return number >>> (32 - bits) === prefix >>> (32 - bits);
}
