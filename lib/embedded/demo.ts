import { publishApi } from './demo/api.ts'
import { isFilled, markFilled, publishArchive } from './demo/archive.ts'
import { amd64, arm64, armV7, baseIndex, baseOf, current, previous } from './demo/base-images.ts'
import { publishCharts } from './demo/charts.ts'
import { publishEtl } from './demo/etl.ts'
import { createPublisher } from './demo/publisher.ts'
import { publishScanner } from './demo/scanner.ts'
import { publishWeb } from './demo/web.ts'
import { publishWorker } from './demo/worker.ts'

/**
 * Fills the registry at `url` with sample images, the same bytes every time. A registry that has been filled is left
 * as it is, also when its tags were deleted since. Throws when the registry refuses a push; calling again then goes on.
 * `onProgress` is told the name of each repository that is complete.
 */
export async function seedDemo(
  url: string,
  onProgress: (text: string) => void = () => undefined,
): Promise<void> {
  const publisher = createPublisher(url)
  if (await isFilled(publisher)) return

  const { release, builtAt } = current
  const [linuxAmd64, linuxArm64, linuxArm] = await Promise.all([
    baseOf(release, builtAt, amd64),
    baseOf(release, builtAt, arm64),
    baseOf(release, builtAt, armV7),
  ])
  const index = baseIndex(release, builtAt, [linuxAmd64, linuxArm64, linuxArm])
  await publisher.publish('base/alpine', index, [release, '3.22', '3', 'latest'])
  const older = await Promise.all([amd64, arm64].map((p) => baseOf(previous.release, previous.builtAt, p)))
  await publisher.publish('base/alpine', baseIndex(previous.release, previous.builtAt, older), [
    previous.release,
    '3.21',
  ])

  onProgress('base/alpine')

  const both = [linuxAmd64, linuxArm64]
  const fill = async (name: string, work: Promise<void>) => {
    await work
    onProgress(name)
  }
  // The base layers are there by now, so that each of these mounts them.
  await Promise.all([
    fill('harbour/api', publishApi(publisher, both)),
    fill('harbour/web', publishWeb(publisher, both)),
    fill('harbour/worker', publishWorker(publisher, linuxAmd64)),
    fill('charts/portolan', publishCharts(publisher)),
    fill('tools/scanner', publishScanner(publisher, [linuxAmd64, linuxArm64, linuxArm])),
    fill('team/data/etl', publishEtl(publisher, both)),
    fill('archive/old-portal', publishArchive(publisher, linuxAmd64)),
  ])
  await markFilled(publisher)
}
