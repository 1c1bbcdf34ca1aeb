/**
 * Loaded into the server before anything else. Its standard input is a pipe to the start script: when that was killed,
 * the pipe ends, and a server that nobody can reach any more must not stay behind and hold the port.
 */
process.stdin.on('error', () => undefined)
process.stdin.on('close', () => process.kill(process.pid, 'SIGTERM'))
process.stdin.resume()
process.stdin.unref?.()
