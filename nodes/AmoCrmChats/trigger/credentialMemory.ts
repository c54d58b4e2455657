import type { Channel } from '../shared/channelCredential';

export type ReadChannel = () => Promise<Channel>;

/** How long what the credential said may go on being used after it was changed. */
const KEPT_MS = 30_000;
/** How often hooks that are refused may have the credential read again. */
const REREAD_MS = 1_000;

interface Kept {
	channel: Promise<Channel>;
	readAt: number;
	rereadAt: number;
}

/**
 * Remembers credentials for a short while: reading one costs n8n about as much as all the rest of a hook.
 * A secret that was changed works at once, because a hook that would be refused has it read again;
 * a flood of forgeries can cause one such reading a second and no more.
 */
export class ChannelMemory {
	private readonly kept = new Map<string, Kept>();

	constructor(private readonly now: () => number) {}

	/** What `judge` says of the channel as last read; unless that is good, of a newer reading where there may be one. */
	async verdict<T>(
		credentialId: string,
		read: ReadChannel,
		judge: (channel: Channel) => T,
		isGood: (verdict: T) => boolean,
	): Promise<T> {
		const arrived = this.now();
		const known = this.kept.get(credentialId);
		const entry =
			known !== undefined && arrived - known.readAt < KEPT_MS
				? known
				: this.read(credentialId, read, known?.rereadAt);
		const verdict = judge(await entry.channel);
		if (isGood(verdict) || entry.readAt >= arrived) return verdict;
		const newer = this.newer(credentialId, read, entry);
		return newer === undefined ? verdict : judge(await newer);
	}

	/** A later reading than the one that was tried: another hook's, or an own one where that may be. */
	private newer(id: string, read: ReadChannel, tried: Kept): Promise<Channel> | undefined {
		const latest = this.kept.get(id);
		if (latest !== undefined && latest !== tried) return latest.channel;
		const now = this.now();
		return now - tried.rereadAt < REREAD_MS ? undefined : this.read(id, read, now).channel;
	}

	private read(id: string, read: ReadChannel, rereadAt = -Infinity): Kept {
		const now = this.now();
		for (const [other, { readAt }] of this.kept) {
			if (now - readAt >= KEPT_MS) this.kept.delete(other);
		}
		const entry: Kept = { channel: read(), readAt: now, rereadAt };
		this.kept.set(id, entry);
		return entry;
	}
}
