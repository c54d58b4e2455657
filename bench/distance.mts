import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';

export interface FarAway {
	url: string;
	/** Its certificate, which nobody else signed. */
	ca: string;
	close(): void;
}

/** Puts a server behind TLS and a line on which every byte takes half of `roundTrip` milliseconds each way. */
export async function farAway(address: string, roundTrip: number): Promise<FarAway> {
	const { key, cert } = makeCertificate();
	const target = Number(new URL(address).port);
	const terminator = createTlsServer({ key, cert }, (client) => {
		const upstream = connect(target, '127.0.0.1');
		client.pipe(upstream).pipe(client);
		for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
	});
	const inside = await listen(terminator);
	const line = createServer((client) => {
		const upstream = connect(inside, '127.0.0.1');
		// Opening the connection is a round trip of its own, which loopback does not take.
		relay(client, upstream, roundTrip / 2, Date.now() + roundTrip);
		relay(upstream, client, roundTrip / 2, 0);
	});
	const port = await listen(line);
	return {
		url: `https://localhost:${port}`,
		ca: cert,
		close: () => [line, terminator].forEach((server) => server.close()),
	};
}

function relay(from: Socket, to: Socket, delay: number, openAt: number): void {
	const later = (act: () => void) => {
		setTimeout(act, Math.max(0, openAt - Date.now()) + delay);
	};
	from.on('data', (bytes) => later(() => to.writable && to.write(bytes)));
	from.on('end', () => later(() => to.end()));
	from.on('error', () => to.destroy());
}

async function listen(server: Server): Promise<number> {
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return (server.address() as AddressInfo).port;
}

function makeCertificate(): { key: string; cert: string } {
	const folder = mkdtempSync(join(tmpdir(), 'bench-'));
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	try {
		const args = [
			...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
			...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
		];
		execFileSync('openssl', args, { stdio: 'pipe' });
		return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
