import tlds from 'tlds';
import { isPrivateHost } from '../../../nodes/AmoCrmChats/shared/privateHost';
import { TOP_LEVEL_DOMAINS } from '../../../nodes/AmoCrmChats/shared/topLevelDomains';

/** As a person writes it; URL makes one form of all forms. */
const hostOf = (host: string) => new URL(`http://${host}/`).hostname;

test.each([
	...['localhost', 'LOCALHOST.', 'x.localhost', 'db', 'n8n.local', 'a.internal', 'nas.lan'],
	...['127.0.0.1', '127.1', '2130706433', '0x7f.0.0.1', '017700000001', '0', '0.1.2.3'],
	...['10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1', '192.0.0.170'],
	...['169.254.169.254', '100.64.0.1', '100.127.255.255', '198.18.0.1', '198.19.255.255'],
	...['224.0.0.1', '255.255.255.255', '[::1]', '[::]', '[fe80::1]', '[fd00::1]', '[ff02::1]'],
	...['[::ffff:127.0.0.1]', '[::ffff:a9fe:a9fe]', '[64:ff9b::10.0.0.1]', '[::127.0.0.1]'],
	...['localhost.localdomain', 'redis.queue_default', 'redis.queue', 'n8n.corp', 'files.home'],
	...['kubernetes.default.svc', 'minio.storage.svc.cluster.local', 'host.docker.internal'],
	...['printer.home.arpa', '1.0.0.127.in-addr.arpa', 'my_minio.com', 'db.', 'ru', 'example.com..'],
	...['nas.intranet', 'a.test', 'a.invalid', 'a.example', 'a.onion', 'xn--80ak6aa92e', 'mail.x'],
	...['127.0.0.1.nip.io', '10-0-0-1.sslip.io', 'app.192.168.1.1.nip.io', 'a-169-254-169-254.de'],
	...['192.0.2.1', '198.51.100.7', '203.0.113.255', '192.88.99.1', '168.63.129.16', '240.0.0.1'],
	...['[2002:7f00:1::]', '[2002:808:808::1]', '[2001::1]', '[2001:0:53aa:64c::1]', '[2001:10::1]'],
	...['[2001:db8::1]', '[3fff::1]', '[3fff:fff::1]', '[64:ff9b:1::1]', '[::ffff:0:7f00:1]'],
	...['[4000::1]', '[::ffff:168.63.129.16]', '[64:ff9b::192.0.2.1]', '[2001:1ff::1]'],
])('%s is private', (host) => {
	expect(isPrivateHost(hostOf(host))).toBe(true);
});

test.each([
	...[
		'example.com',
		'localhost.example.com',
		'local.example.com',
		'internal.example.com',
		'lan.ru',
	],
	...['8.8.8.8', '9.255.255.255', '11.0.0.0', '126.255.255.255', '128.0.0.1', '172.15.255.255'],
	...['172.32.0.1', '192.169.0.1', '192.167.0.1', '169.253.0.1', '100.63.255.255', '100.128.0.0'],
	...['198.17.255.255', '198.20.0.0', '223.255.255.255', '[2001:4860:4860::8888]'],
	...['[::ffff:8.8.8.8]', '[64:ff9b::8.8.8.8]', '[2606:4700::1111]'],
	...['xn--e1afmkfd.xn--p1ai', 'пример.рф', 'EXAMPLE.COM.', 'corp.com', 'svc.dev', 'a-b.co.uk'],
	...['bucket.s3.eu-central-1.amazonaws.com', 'ec2-54-10-20-30.compute-1.amazonaws.com'],
	...['8-8-8-8.nip.io', 'v10-0.example.com', '10-0-2024-1.example.com', 'i.oneme.ru', 'a.travel'],
	...['168.63.129.15', '192.0.3.1', '198.51.101.1', '203.0.114.0', '192.88.98.1', '192.31.196.1'],
	...[
		'[2001:200::1]',
		'[2003::1]',
		'[2001:db9::1]',
		'[2a00:1450::8]',
		'[3ffe::1]',
		'[2620:fe::fe]',
	],
])('%s is public', (host) => {
	expect(isPrivateHost(hostOf(host))).toBe(false);
});

test("the list of top-level domains is as new as IANA's", () => {
	const published = new Set(tlds.map((name) => hostOf(`a.${name}`).slice(2)));
	expect([...published].filter((name) => !TOP_LEVEL_DOMAINS.has(name))).toEqual([]);
	expect([...TOP_LEVEL_DOMAINS].filter((name) => !published.has(name))).toEqual([]);
});
