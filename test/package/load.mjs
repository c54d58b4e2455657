// Loads an unpacked package as n8n does, and tells what its files asked for. Run with NODE_PATH set.
import { createRequire, Module } from 'node:module';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const modules = new Set();

// Not _resolveFilename: Node's own modules do not get that far.
const load = Module._load;
Module._load = (request, parent, ...rest) => {
	const isOurs = request.startsWith('.') || request.startsWith(folder);
	if (parent?.filename?.startsWith(folder) && !isOurs) modules.add(request);
	return load(request, parent, ...rest);
};

const { n8n } = require('./package.json');
const names = [...n8n.credentials, ...n8n.nodes].map((file) => {
	const [, name] = /([^/]+)\.(node|credentials)\.js$/.exec(file);
	const instance = new (require(join(folder, file))[name])();
	return instance.description?.name ?? instance.name;
});
console.log(JSON.stringify({ names, modules: [...modules] }));
