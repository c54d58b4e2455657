import { nameIn, plainName, withEnding } from '../../../nodes/AmoCrmChats/files/fileName';

const named = (
	disposition: string | undefined,
	path = '/a/photo%201.jpg',
	headers: Record<string, string> = {},
) =>
	nameIn({
		headers: { ...headers, ...(disposition && { 'content-disposition': disposition }) },
		url: new URL(`https://cdn.example.com${path}?token=x/y`),
	});

/** As Node.js reads bytes in a header: each as one character. */
const raw = (text: string, charset: BufferEncoding = 'utf8') =>
	Buffer.from(text, charset).toString('latin1');
/** Russian letters as Windows writes them. */
const windows = (text: string) =>
	text.replace(/[\u0410-\u044f]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 848));
const escaped = (bytes: string) =>
	bytes.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);

describe('the name', () => {
	test.each([
		[undefined, 'photo 1.jpg'],
		['inline', 'photo 1.jpg'],
		['attachment; filename=plain.pdf', 'plain.pdf'],
		['attachment; filename="two words; and more.pdf"', 'two words; and more.pdf'],
		// As n8n names the files that it gives an address.
		['attachment; filename="a%20b.txt"', 'a b.txt'],
		[`attachment; filename="x.txt"; filename*=UTF-8''%D1%8F.txt`, 'я.txt'],
		[`attachment; filename*=utf-8'en'100%25.txt; filename=x`, '100%.txt'],
		['attachment; filename="100% off.pdf"', '100% off.pdf'],
		['attachment; filename=""', 'photo 1.jpg'],
	])('of %j is %j', (disposition, name) => {
		expect(named(disposition)).toBe(name);
	});

	test('of an address without one is unknown', () => {
		expect(named(undefined, '/')).toBeUndefined();
	});

	test('makes no path and no second line', () => {
		expect(plainName('../..\\etc/pass\u0000wd\r\n')).toBe('.._.._etc_passwd');
		expect(plainName(' \n ')).toBeUndefined();
	});
});

describe('a name as servers really send it', () => {
	const file = (value: string) => `attachment; filename=${value}`;

	test.each([
		['raw UTF-8', file(`"${raw('Договор №5.pdf')}"`), 'Договор №5.pdf'],
		['raw UTF-8 without quotes', file(raw('Счёт.pdf')), 'Счёт.pdf'],
		['raw windows-1251', file(`"${windows('Договор от мая.pdf')}"`), 'Договор от мая.pdf'],
		[
			'raw windows-1252',
			file(`"${raw('Übersicht für Ñandú.pdf', 'latin1')}"`),
			'Übersicht für Ñandú.pdf',
		],
		['decoded by somebody else', file('"Договор.pdf"'), 'Договор.pdf'],
		['RFC 2047, B', file('"=?UTF-8?B?0JTQvtCz0L7QstC+0YAucGRm?="'), 'Договор.pdf'],
		['RFC 2047, Q', file('"=?utf-8?Q?=D0=94=D0=BE_1.pdf?="'), 'До 1.pdf'],
		['RFC 2047, windows-1251', file('=?windows-1251?b?xO7j7uLu8C5wZGY=?='), 'Договор.pdf'],
		['RFC 2047, koi8-r', file('"=?koi8-r?Q?=E4=CF=C7=CF=D7=CF=D2.pdf?="'), 'Договор.pdf'],
		['RFC 2047, with a language', file('"=?utf-8*ru?Q?=D0=94.pdf?="'), 'Д.pdf'],
		['RFC 2047, in pieces', file('"=?utf-8?B?0JTQ?= =?utf-8?B?vtCz?= .pdf"'), 'Дог .pdf'],
		['RFC 2047, shift_jis', file('"=?Shift_JIS?B?k/qWey5wZGY=?="'), '日本.pdf'],
		['RFC 2047 of nobody', file('"=?x-none?Q?a=D0=94.pdf?="'), 'aД.pdf'],
		['RFC 8187, windows-1251', "inline; filename*=windows-1251''%C4%EE%E3.pdf", 'Дог.pdf'],
		['RFC 8187, iso-8859-1', "inline; filename*=ISO-8859-1'en'%A3%20rates.pdf", '£ rates.pdf'],
		['RFC 8187, gb18030', "inline; filename*=gb18030''%D6%D0%CE%C4.pdf", '中文.pdf'],
		['RFC 8187 in quotes', `inline; filename*="UTF-8''%D0%94.pdf"`, 'Д.pdf'],
		['RFC 8187 around quotes', `inline; filename*=UTF-8''"%D0%94.pdf"`, 'Д.pdf'],
		['RFC 8187 without character set', "inline; filename*=''%D0%94.pdf", 'Д.pdf'],
		['RFC 8187 that is not', 'inline; filename*=plain.pdf', 'plain.pdf'],
		[
			'RFC 8187 after question marks',
			`a; filename="???.pdf"; filename*=UTF-8''%D0%94.pdf`,
			'Д.pdf',
		],
		['RFC 8187 of nobody', `a; filename="b.pdf"; filename*=x-none''%D0%94.pdf`, 'b.pdf'],
		['RFC 8187 that lies', `a; filename="b.pdf"; filename*=UTF-8''%C4%EE.pdf`, 'b.pdf'],
		['escapes', file(escaped(`"${raw('Договор.pdf')}"`)), 'Договор.pdf'],
		['escapes of windows-1251', file(`"${escaped(windows('Договор.pdf'))}"`), 'Договор.pdf'],
		['no escape', file('"50%de.pdf"'), '50%de.pdf'],
		['a quote within', file('"a \\"b\\" c.pdf"'), 'a _b_ c.pdf'],
		['a path of Windows', file('"C:\\docs\\a.pdf"'), 'C__docs_a.pdf'],
		['a quote that does not end', file('"a.pdf'), 'a.pdf'],
		['a name within a name', 'a; name="filename=b.pdf"; filename=c.pdf', 'c.pdf'],
		['capitals', 'ATTACHMENT; FileName="A.PDF"', 'A.PDF'],
	])('%s', (_, disposition, name) => {
		expect(named(disposition)).toBe(name);
	});

	test.each([
		['/%C4%EE%E3%EE%E2%EE%F0.pdf', 'Договор.pdf'],
		['/%D0%94.pdf', 'Д.pdf'],
		['/caf%E9.pdf', 'café.pdf'],
		['/100%.pdf', '100%.pdf'],
		['/a%2Fb.pdf', 'a_b.pdf'],
		['/%00%2E%2E', undefined],
	])('the end of the address %s is %s', (path, name) => {
		expect(named(undefined, path)).toBe(name);
	});

	test.each(['..', '.', '...', ' .. ', '\u202e', '\u200b.', ' '])('%j is no name', (name) => {
		expect(plainName(name)).toBeUndefined();
		expect(named(`attachment; filename="${raw(name)}"`)).toBe('photo 1.jpg');
	});
});

test.each([
	['a\u202egpj.exe', 'agpj.exe'],
	['\u2066a\u2069\u200e\u061c.pdf', 'a.pdf'],
	['a\u200b\u2060\ufeff\u00ad.pdf', 'a.pdf'],
	['do\u200dc\u200c.pdf', 'doc.pdf'],
	['\u{1f468}\u200d\u{1f469}\u200d\u{1f467}.jpg', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}.jpg'],
	['می\u200cخواهم.pdf', 'می\u200cخواهم.pdf'],
	['a\u{e0041}\u2028b\u0085.pdf', 'ab.pdf'],
	['a:b*c?d"e<f>g|h/i\\j.pdf', 'a_b_c_d_e_f_g_h_i_j.pdf'],
	['.htaccess', '.htaccess'],
])('%j is called %j', (name, plain) => {
	expect(plainName(name)).toBe(plain);
});

test('a long name is cut before its ending, between characters', () => {
	for (const letter of ['a', 'Я', '\u{1f600}']) {
		const name = plainName(`${letter.repeat(5000)}.docx`) ?? '';
		expect([...name]).toHaveLength(255);
		expect(name).toBe(`${letter.repeat(250)}.docx`);
		expect([...withEnding(plainName(letter.repeat(5000)) ?? '', 'image/png')]).toHaveLength(255);
		expect(withEnding(plainName(letter.repeat(5000)) ?? '', 'image/png')).toMatch(/\.png$/);
	}
	expect([...(plainName(`a.${'b'.repeat(5000)}`) ?? '')]).toHaveLength(255);
});

describe('a name without an ending gets that of its type', () => {
	test.each([
		['/download', 'image/jpeg', 'download.jpg'],
		['/download', 'application/pdf; charset=binary', 'download.pdf'],
		['/download', 'AUDIO/OGG; codecs=opus', 'download.ogg'],
		['/download', 'audio/mpeg', 'download.mp3'],
		['/download', 'application/octet-stream', 'download'],
		['/download', 'constructor', 'download'],
		['/from%2012.05', 'image/png', 'from 12.05.png'],
		['/a.jpeg', 'image/jpeg', 'a.jpeg'],
		['/a.bin', 'image/jpeg', 'a.bin'],
		['/get.php', 'image/jpeg', 'get.jpg'],
		['/get.php', 'application/octet-stream', 'get.php'],
		['/', 'image/jpeg', undefined],
	])('%s of %s', (path, type, name) => {
		expect(named(undefined, path, { 'content-type': type })).toBe(name);
	});

	test('also where the server gives the name', () => {
		const headers = {
			'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		};
		expect(named(`attachment; filename="${raw('Договор')}"`, '/', headers)).toBe('Договор.docx');
		expect(named('attachment; filename="get.php"', '/', headers)).toBe('get.php');
	});
});
