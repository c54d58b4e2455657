// Loaded into n8n: should the command that started it be killed outright, n8n ends as well.
const parent = process.ppid;

setInterval(() => {
	if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 500).unref();
