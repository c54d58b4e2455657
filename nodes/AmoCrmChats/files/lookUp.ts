import type { LookUpNeed, MediaFile } from '../shared/mediaFile';
import { troubleOfStatus } from '../transport/trouble';
import { nameIn, sizeIn } from './fileHeaders';
import { FileTrouble } from './fileTrouble';
import { visit, within, type FileContext, type Visited } from './visit';

/** What the server of a file says about it. Not every server answers HEAD, and signed addresses often forbid it. */
export async function lookUp(
	context: FileContext,
	{ url }: LookUpNeed,
	timeout: number,
	cancel?: AbortSignal,
): Promise<MediaFile> {
	const request = { url, signal: within(timeout, cancel), allowPrivate: false };
	let answer = await visit(context, { ...request, method: 'HEAD' });
	answer.body.destroy();
	if (!isGood(answer) || sizeIn(answer) === undefined) {
		answer = await visit(context, { ...request, method: 'GET', headers: { Range: 'bytes=0-0' } });
		answer.body.destroy();
	}
	if (!isGood(answer)) throw notThere(answer);
	return { url, name: nameIn(answer), size: sizeIn(answer), identity: url };
}

function isGood({ status }: Visited): boolean {
	return status >= 200 && status < 300;
}

export function notThere({ status, url }: Visited): FileTrouble {
	const isGone = status === 404 || status === 410;
	const isBarred = status === 401 || status === 403;
	return new FileTrouble(
		isGone
			? `There is no file at ${url.host}${url.pathname}`
			: `${url.host} does not give the file (status ${status})`,
		isBarred
			? 'The file must be public: the address has to work without a login, and must not have expired.'
			: 'Open the address in a browser where nobody is logged in: it must show the file.',
		troubleOfStatus(status),
	);
}
