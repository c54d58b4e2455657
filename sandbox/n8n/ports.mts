import { createServer, type AddressInfo } from 'node:net';
import { PlainError } from './project.mts';

export function freePort(): Promise<number> {
	return listen(0);
}

/** Asked before anything is started, so that a taken port is the first thing said, not a stack trace later. */
export async function demandPort(port: number, whose: string, variable: string): Promise<void> {
	try {
		await listen(port);
	} catch {
		throw new PlainError(
			`Port ${port} for ${whose} is taken; end the program that uses it, or choose another: ${variable}=${port + 10} npm start`,
		);
	}
}

function listen(port: number): Promise<number> {
	return new Promise((done, failed) => {
		const server = createServer();
		server.once('error', failed);
		server.listen(port, '127.0.0.1', () => {
			const { port: taken } = server.address() as AddressInfo;
			server.close(() => done(taken));
		});
	});
}
