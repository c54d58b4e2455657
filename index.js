// n8n loads the files that package.json#n8n lists; this module only has to exist.
