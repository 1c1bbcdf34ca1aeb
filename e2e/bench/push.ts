import { startDockerRegistry } from '../lab/docker-registry.ts'
import { buildImage } from '../lab/images.ts'
import { push as pushImage } from '../lab/push.ts'
import { writeTags } from '../lab/storage-layout.ts'
import type { Bench, Topic } from './bench.ts'
import { hydrated, openWindow, startChromium } from './chromium.ts'
import { ms } from './measurement.ts'
import { addRegistry, repository } from './open-repository.ts'
import { median } from './statistics.ts'

const maxMs = 1_000
const row = { id: 'push', title: 'a push by notification until the open page shows it', bound: '≤ 1 s' }
const registryId = 'pushed'

/** Pushes to a registry that notifies Portolan, each until its row stands in the page of the repository; the slowest counts. */
export const push: Topic = {
  title: 'Push',
  rows: [row],
  measure: async (bench) => {
    const { page, registry } = await openNotifiedPage(bench)
    const samples: number[] = []
    for (let at = 0; at < bench.scale.pushes; at++) {
      const tag = `900.0.${at}`
      const shownAt = page.evaluate(untilShown, { tag })
      await pushImage(registry, repository, buildImage({ labels: { tag } }), tag)
      const pushedAt = Date.now()
      samples.push(Math.max(0, (await shownAt) - pushedAt))
    }
    await page.context().close()
    await registry.stop()
    const slowest = Math.max(...samples)
    return [
      {
        ...row,
        measured: ms(slowest),
        passed: slowest <= maxMs,
        note: `the slowest of ${samples.length}, after the push was accepted; p50 ${ms(median(samples))}`,
        figures: { slowestMs: slowest, samplesMs: samples },
      },
    ]
  },
}

async function openNotifiedPage(bench: Bench) {
  const console = await bench.console()
  const registry = bench.keep(await startDockerRegistry())
  writeTags(registry.dir, repository, 500)
  await addRegistry(console, registryId, registry.url)
  const hook = `/registries/${registryId}/hook`
  const { token } = await console.json<{ token: string }>(hook, { method: 'POST' })
  await registry.restart({
    notifications: { url: `${console.app.url}/hooks/${registryId}/distribution`, token },
  })
  const page = await (await openWindow(await startChromium(bench), console)).newPage()
  await page.goto(`${console.app.url}/r/${registryId}/${repository.replace('/', '~')}`)
  await hydrated(page)
  await page.locator('tbody time').first().waitFor()
  await page.waitForTimeout(3_000)
  return { page, registry }
}

/** Runs in the page: when the row of a tag stood in the frame that was painted, in milliseconds since the epoch. */
function untilShown({ tag }: { tag: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + 15_000
    const look = () => {
      const names = [...document.querySelectorAll('tbody a')]
      if (names.some((name) => name.textContent === tag)) return resolve(Date.now())
      if (Date.now() > deadline) return reject(new Error(`${tag} was not shown within 15 s`))
      return requestAnimationFrame(look)
    }
    look()
  })
}
