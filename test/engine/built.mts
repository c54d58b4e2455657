import './environment.mts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { projectRoot } from '../../sandbox/n8n/project.mts';

const root = projectRoot();

export interface Built {
	action: INodeType;
	trigger: INodeType;
	credential: ICredentialType;
}

/** The package as n8n's own loader finds it in dist. */
export async function loadBuilt(): Promise<Built> {
	if (!existsSync(join(root, 'dist'))) throw new Error('There is no dist: run npm run build');
	const loader = new PackageDirectoryLoader(root);
	await loader.loadAll();
	return {
		action: loader.getNode('amoCrmChats').type as INodeType,
		trigger: loader.getNode('amoCrmChatsTrigger').type as INodeType,
		credential: loader.getCredential('amoCrmChatsApi').type,
	};
}
