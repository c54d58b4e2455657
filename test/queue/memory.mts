/** What each process had in memory, in MiB, at one moment of a run. */
export interface Sample {
	minute: number;
	used: Record<string, number>;
}

export interface Growth {
	process: string;
	firstThird: number;
	lastThird: number;
	highest: number;
	/** MiB per hour, by least squares, after the first third, in which processes grow into their work. */
	slope: number;
}

const mean = (values: readonly number[]) =>
	values.reduce((total, value) => total + value, 0) / values.length;

/** A process that is not in every sample has died, or was started meanwhile: then nothing can be said. */
export function growthOf(samples: readonly Sample[]): Growth[] {
	const third = Math.ceil(samples.length / 3);
	return Object.keys(samples[0]?.used ?? {}).map((process) => {
		const values = samples.flatMap(({ used }) => used[process] ?? []);
		if (values.length < samples.length) throw new Error(`${process} did not live throughout`);
		const minutes = samples.map(({ minute }) => minute);
		return {
			process,
			firstThird: Math.round(mean(values.slice(0, third))),
			lastThird: Math.round(mean(values.slice(-third))),
			highest: Math.round(Math.max(...values)),
			slope: Math.round(slopeOf(minutes.slice(third), values.slice(third)) * 60),
		};
	});
}

function slopeOf(x: readonly number[], y: readonly number[]): number {
	const middle = { x: mean(x), y: mean(y) };
	const away = x.map((value) => value - middle.x);
	const rise = away.reduce((total, by, index) => total + by * ((y[index] ?? NaN) - middle.y), 0);
	return rise / away.reduce((total, by) => total + by * by, 0);
}

export function inWords(used: Record<string, number>): string {
	return Object.entries(used)
		.map(([name, mib]) => `${name} ${Math.round(mib)}`)
		.join(', ');
}
