import CryptoJS from 'crypto-js';

/**
 * The signature by another implementation (crypto-js), written from the vendor's documentation and not
 * from the code under test.
 */
export interface SignedParts {
	method: string;
	contentMd5: string;
	contentType: string;
	date: string;
	path: string;
}

export function stringToSign({ method, contentMd5, contentType, date, path }: SignedParts): string {
	return `${method}\n${contentMd5}\n${contentType}\n${date}\n${path}`;
}

export function signatureOf(parts: SignedParts, secret: string): string {
	return CryptoJS.HmacSHA1(stringToSign(parts), secret).toString();
}

/** Text is hashed as UTF-8. */
export function md5Of(body: string | Uint8Array): string {
	return CryptoJS.MD5(wordsOf(body)).toString();
}

/** Of a webhook: of the body alone. */
export function hookSignatureOf(body: string | Uint8Array, secret: string): string {
	return CryptoJS.HmacSHA1(wordsOf(body), secret).toString();
}

function wordsOf(body: string | Uint8Array): CryptoJS.lib.WordArray {
	if (typeof body === 'string') return CryptoJS.enc.Utf8.parse(body);
	return CryptoJS.enc.Hex.parse(Buffer.from(body).toString('hex'));
}
