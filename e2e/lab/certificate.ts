import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** A key and a self-signed certificate for 127.0.0.1, made by openssl into `dir` as `NAME.key` and `NAME.crt`. */
export function makeCertificate(dir: string, name: string): { keyFile: string; certificateFile: string } {
  const keyFile = join(dir, `${name}.key`)
  const certificateFile = join(dir, `${name}.crt`)
  const subject = ['-subj', `/CN=portolan-lab-${name}`, '-addext', 'subjectAltName=IP:127.0.0.1']
  const files = ['-keyout', keyFile, '-out', certificateFile]
  const options = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2']
  execFileSync('openssl', ['req', ...options, ...subject, ...files], { stdio: 'pipe' })
  return { keyFile, certificateFile }
}
