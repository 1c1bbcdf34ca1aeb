import { type Base, basePath } from './base-images.ts'
import { daysAgo } from './calendar.ts'
import { jsonContent } from './content.ts'
import { imageOf } from './image.ts'
import { packLayer, text } from './layer.ts'
import { emptyConfig, type Manifest, manifestOf } from './manifest.ts'
import type { Publisher } from './publisher.ts'

const repository = 'archive/old-portal'

/** To be raised when the demo changes, so that registries that were filled before get the new samples too. */
const edition = 1

/** Pushed last, and without a tag: whoever tidies up the demo by its tags does not have it filled anew. */
const marker = (): Manifest =>
  manifestOf(emptyConfig, [jsonContent('application/json', { edition })], {
    artifactType: 'application/vnd.portolan.demo.v1',
  })

export const isFilled = (publisher: Publisher) =>
  publisher.hasManifest(repository, marker().descriptor.digest)

export const markFilled = (publisher: Publisher) => publisher.publish(repository, marker())

/** A repository whose tags are all gone. */
export async function publishArchive(publisher: Publisher, { platform, steps }: Base) {
  const at = daysAgo(900)
  const layer = await packLayer([text('srv/portal/index.php', '<?php echo "closed";\n')], at)
  const own = [{ by: 'COPY portal/ /srv/portal/ # buildkit', at, layer }]
  const image = imageOf({ platform, steps: [...steps, ...own], config: { Env: [basePath] } })
  await publisher.publish(repository, image, ['final'])
  await publisher.untag(repository, 'final')
}
