export interface Release {
	tag: string;
	/** Of package.json, and of package-lock.json. */
	versions: string[];
	changelog: string;
}

/** What speaks against publishing this; nothing when the list is empty. */
export function objectionsTo({ tag, versions, changelog }: Release): string[] {
	const objections: string[] = [];
	const others = versions.filter((version) => version !== tag);
	if (others.length > 0) {
		objections.push(`The tag is '${tag}', but the version of the package is ${others.join(', ')}.`);
	}
	const entry = entryOf(changelog, tag);
	if (entry === undefined) {
		objections.push(`CHANGELOG.md has no heading '## ${tag}'.`);
	} else if (entry === '') {
		objections.push(`CHANGELOG.md says nothing under '## ${tag}'.`);
	}
	return objections;
}

/** What the changelog says of a version, under a heading such as "## 0.1.0" or "## [0.1.0](…) - 2026-11-22". */
function entryOf(changelog: string, version: string): string | undefined {
	const [, ...sections] = `\n${changelog}`.split(/\n##? /);
	const section = sections.find((text) => /^\[?([^\s\]]+)/.exec(text)?.[1] === version);
	return section?.split('\n').slice(1).join('\n').trim();
}
