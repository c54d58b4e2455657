import { isPrivateHost } from '../../../nodes/AmoCrmChats/shared/privateHost';

/** As a person writes it; URL makes one form of all forms. */
const hostOf = (host: string) => new URL(`http://${host}/`).hostname;

test.each([
	...['localhost', 'LOCALHOST.', 'x.localhost', 'db', 'n8n.local', 'a.internal', 'nas.lan'],
	...['127.0.0.1', '127.1', '2130706433', '0x7f.0.0.1', '017700000001', '0', '0.1.2.3'],
	...['10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1', '192.0.0.170'],
	...['169.254.169.254', '100.64.0.1', '100.127.255.255', '198.18.0.1', '198.19.255.255'],
	...['224.0.0.1', '255.255.255.255', '[::1]', '[::]', '[fe80::1]', '[fd00::1]', '[ff02::1]'],
	...['[::ffff:127.0.0.1]', '[::ffff:a9fe:a9fe]', '[64:ff9b::10.0.0.1]', '[::127.0.0.1]'],
])('%s is private', (host) => {
	expect(isPrivateHost(hostOf(host))).toBe(true);
});

test.each([
	...['example.com', 'localhost.example.com', 'local.example', 'internal.example.com', 'lan.ru'],
	...['8.8.8.8', '9.255.255.255', '11.0.0.0', '126.255.255.255', '128.0.0.1', '172.15.255.255'],
	...['172.32.0.1', '192.169.0.1', '192.167.0.1', '169.253.0.1', '100.63.255.255', '100.128.0.0'],
	...['198.17.255.255', '198.20.0.0', '223.255.255.255', '[2001:4860:4860::8888]'],
	...['[::ffff:8.8.8.8]', '[64:ff9b::8.8.8.8]', '[2606:4700::1111]'],
])('%s is public', (host) => {
	expect(isPrivateHost(hostOf(host))).toBe(false);
});
