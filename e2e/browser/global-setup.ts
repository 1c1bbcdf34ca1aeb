import { startDockerRegistry } from '../lab/docker-registry.ts'
import { findDownAddress } from '../lab/free-port.ts'
import { signIn, startPortolan } from '../lab/portolan.ts'
import { htmlAnswer, startProxy } from '../lab/proxy.ts'
import { fillRegistries } from './contents.ts'
import { type Lab, type LabRegistry, publishLab } from './lab.ts'

type Stop = () => Promise<unknown>

/** Registries of every mood, Portolan over them, and Portolan as a demo. What it answers ends all of it. */
export default async function startLab(): Promise<Stop> {
  const stops: Stop[] = []
  const stopAll = async () => {
    await Promise.allSettled(stops.map((stop) => stop()))
  }
  const keep = <T extends { stop: Stop }>(started: T): T => {
    stops.unshift(() => started.stop())
    return started
  }
  try {
    publishLab(await start(keep))
  } catch (error) {
    await stopAll()
    throw error
  }
  return stopAll
}

async function start(keep: <T extends { stop: Stop }>(started: T) => T): Promise<Lab> {
  const [real, locked, kept, bare] = await Promise.all([
    startDockerRegistry().then(keep),
    startDockerRegistry({ mode: 'htpasswd' }).then(keep),
    startDockerRegistry({ mode: 'deletion-off' }).then(keep),
    startDockerRegistry().then(keep),
  ])
  const html = keep(await startProxy(real.url))
  html.addFault({ fault: htmlAnswer })
  const auth = { username: 'demo', password: 's3cret' }
  const registries = [
    { id: 'real', name: 'Real registry', url: real.url, publicHost: 'registry.example.com' },
    { id: 'locked', name: 'Locked registry', url: locked.url, auth },
    { id: 'kept', name: 'Deletion off', url: kept.url },
    { id: 'bare', name: 'Empty registry', url: bare.url, publicHost: 'bare.example.com' },
    { id: 'down', name: 'Registry that is down', url: await findDownAddress() },
    { id: 'html', name: 'Not a registry', url: html.url },
    { id: 'wrong', name: 'Wrong password', url: locked.url, auth: { ...auth, password: 'guess' } },
  ]
  const images = fillRegistries({ real, locked, kept })
  // Whatever fails first is told; the other must not end as an unhandled rejection then.
  images.catch(() => undefined)
  // One after the other: both would build the application, were it stale. Its first walk finds everything in place.
  const demo = keep(await startPortolan())
  const built = await images
  const portolan = keep(await startPortolan({ registries }))
  const place = (registry: typeof real): LabRegistry => ({
    url: registry.url,
    dir: registry.dir,
    authorization: registry.authorize(''),
  })
  return {
    url: portolan.url,
    demoUrl: demo.url,
    dataDir: portolan.dataDir,
    cookies: await sessionAt(portolan.url),
    demoCookies: await sessionAt(demo.url),
    registries: { real: place(real), locked: place(locked), kept: place(kept), bare: place(bare) },
    images: built,
  }
}

const sessionAt = async (url: string) =>
  [...(await signIn(url)).cookies].map(([name, value]) => ({ name, value }))
