import type { LookUpNeed, MediaFile } from '../shared/mediaFile';
import { inTime } from '../transport/answer';
import { troubleOfStatus } from '../transport/trouble';
import { isPage, sizeIn } from './fileHeaders';
import { givenNameIn, nameIn, nameOf } from './fileName';
import { FileTrouble } from './fileTrouble';
import { visit, type FileContext, type Visit, type Visited } from './visit';

const NO_SUCH_RANGE = 416;
const OPEN_IT = 'Open the address in a browser where nobody is logged in: it must show the file.';

/** What the server of a file says about it. Not every server answers HEAD, and signed addresses often forbid it. */
export async function lookUp(
	context: FileContext,
	need: LookUpNeed,
	timeout: number,
	cancel?: AbortSignal,
): Promise<MediaFile> {
	return await inTime(timeout, cancel, async (signal) => await lookUpUntil(signal, context, need));
}

async function lookUpUntil(
	signal: AbortSignal,
	context: FileContext,
	need: LookUpNeed,
): Promise<MediaFile> {
	const { url } = need;
	const request = { url, signal, allowPrivate: false };
	const head = await visit(context, { ...request, method: 'HEAD' });
	head.body.destroy();
	const answer = isEnough(head) ? head : await firstByte(context, request, head);
	if (!isGood(answer)) throw notThere(answer);
	const page = pageInstead(answer, need);
	if (page !== undefined) throw page;
	return { url, name: nameIn(answer), size: sizeIn(answer) };
}

/** Some servers answer HEAD with whatever they have at hand: nothing of nothing, or a page. */
function isEnough(head: Visited): boolean {
	return isGood(head) && Number(sizeIn(head)) > 0 && !isPage(head.headers);
}

async function firstByte(
	context: FileContext,
	request: Omit<Visit, 'method'>,
	head: Visited,
): Promise<Visited> {
	const headers = { Range: 'bytes=0-0' };
	const answer = await visit(context, { ...request, method: 'GET', headers });
	answer.body.destroy();
	// An empty file has no first byte.
	return answer.status === NO_SUCH_RANGE && isGood(head) ? head : answer;
}

function isGood({ status }: Visited): boolean {
	return status >= 200 && status < 300;
}

export function notThere({ status, url }: Visited): FileTrouble {
	const isGone = status === 404 || status === 410;
	const isBarred = status === 401 || status === 403;
	return new FileTrouble(
		isGone
			? `There is no file at ${url.host} under this address`
			: `${url.host} does not give the file (status ${status})`,
		isBarred
			? 'The file must be public: the address has to work without a login, and must not have expired.'
			: OPEN_IT,
		troubleOfStatus(status),
	);
}

/** A login or an explanation in the place of the file, unless the file itself is called a page. */
export function pageInstead(
	{ headers, url, asked }: Visited,
	{ name, mayBePage }: Pick<LookUpNeed, 'name' | 'mayBePage'>,
): FileTrouble | undefined {
	if (!isPage(headers)) return undefined;
	const called = name ?? givenNameIn(headers) ?? nameOf(asked) ?? '';
	if (mayBePage && /\.x?html?$/i.test(called)) return undefined;
	return new FileTrouble(`${url.host} answered with a web page in the place of the file`, OPEN_IT);
}
