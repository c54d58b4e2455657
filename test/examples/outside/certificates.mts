import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

export interface Identity {
	key: string;
	cert: string;
}

export interface Authority {
	/** What a program must trust to believe the identities. */
	certificate: string;
	identify(host: string): Identity;
}

interface Subject {
	name: string;
	publicKey: KeyObject;
	extensions: Buffer;
}

const ECDSA_WITH_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const BASIC_CONSTRAINTS = Buffer.from('0603551d13', 'hex');
const ALTERNATIVE_NAME = Buffer.from('0603551d11', 'hex');
const TRUE = Buffer.from('0101ff', 'hex');

/** Node makes keys and signatures, but no certificates; these live as long as one run of the tests. */
export function createAuthority(): Authority {
	const name = 'Stand-ins of the tests';
	const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const certify = (subject: Subject) => certificateOf(subject, name, pair.privateKey);
	const isAuthority = extension(BASIC_CONSTRAINTS, TRUE, der(0x04, sequence(TRUE)));
	return {
		certificate: certify({ name, publicKey: pair.publicKey, extensions: isAuthority }),
		identify(host) {
			const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
			const names = sequence(der(0x82, Buffer.from(host)));
			const extensions = extension(ALTERNATIVE_NAME, der(0x04, names));
			return {
				key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
				cert: certify({ name: host, publicKey, extensions }),
			};
		},
	};
}

function certificateOf(subject: Subject, issuer: string, key: KeyObject): string {
	const algorithm = sequence(ECDSA_WITH_SHA256);
	const day = 24 * 60 * 60 * 1000;
	const content = sequence(
		der(0xa0, Buffer.from('020102', 'hex')), // version 3
		der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
		algorithm,
		nameOf(issuer),
		sequence(timeOf(Date.now() - day), timeOf(Date.now() + day)),
		nameOf(subject.name),
		subject.publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, sequence(subject.extensions)),
	);
	const signature = Buffer.concat([Buffer.from([0]), sign('sha256', content, key)]);
	const whole = sequence(content, algorithm, der(0x03, signature)).toString('base64');
	const lines = (whole.match(/.{1,64}/g) ?? []).join('\n');
	return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

const extension = (...parts: Buffer[]) => sequence(...parts);

function nameOf(text: string): Buffer {
	return sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(text)))));
}

function timeOf(milliseconds: number): Buffer {
	const digits = new Date(milliseconds).toISOString().replace(/\D/g, '').slice(2, 14);
	return der(0x17, Buffer.from(`${digits}Z`));
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);

function der(tag: number, ...parts: Buffer[]): Buffer {
	const content = Buffer.concat(parts);
	const { length } = content;
	const size =
		length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
