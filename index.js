// n8n loads the files that package.json#n8n lists and never this one, so it is not published.
