import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)
const types = { js: 'application/javascript; charset=UTF-8', css: 'text/css; charset=UTF-8' }

/** Puts a `.br` beside every script and stylesheet of a build: once and thoroughly, and not for each request in a hurry. */
export async function compressAssets({ distDir }) {
  const files = globSync(`static/**/*.{${Object.keys(types)}}`, { cwd: distDir })
  await Promise.all(
    files.map(async (name) => {
      const file = join(distDir, name)
      const plain = await readFile(file)
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
      }
      await writeFile(`${file}.br`, await compress(plain, { params }))
    }),
  )
}

/** An Accept-Encoding that takes `br`, unless with `q=0` (RFC 9110 section 12.5.3). Browsers send it over TLS and to localhost. */
export const takesBrotli = '(?:.*,)?\\s*br\\s*(?:;\\s*q=(?:1(?:\\.0*)?|0\\.0*[1-9]\\d*)\\s*)?(?:,.*)?'

/** Routes of next.config.js by which who takes brotli gets the `.br` under the name of the file itself. */
export function brotliRoutes({ isOn }) {
  if (!isOn) return { rewrites: [], headers: [] }
  const has = [{ type: 'header', key: 'accept-encoding', value: takesBrotli }]
  const source = (extension) => `/_next/static/:path(.+\\.${extension})`
  const entries = Object.entries(types)
  return {
    rewrites: entries.map(([extension]) => ({
      source: source(extension),
      has,
      destination: '/_next/static/:path.br',
    })),
    headers: entries.map(([extension, type]) => ({
      source: source(extension),
      has,
      headers: [
        { key: 'Content-Encoding', value: 'br' },
        { key: 'Content-Type', value: type },
        { key: 'Vary', value: 'Accept-Encoding' },
      ],
    })),
  }
}
