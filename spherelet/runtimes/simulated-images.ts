import { createHash } from 'node:crypto'
import { ImageError } from './runtime.ts'

/** https://github.com/distribution/reference: enough of it to refuse what no registry could have. */
const REFERENCE = /^([a-z0-9]+([._:-][a-z0-9]+)*\/)*[a-z0-9]+([._-]+[a-z0-9]+)*(:[\w][\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/

/** A simulated image: nothing is fetched; size and time follow from the name, so that they are the same every time. */
export interface SimulatedImage {
  id: string
  sizeBytes: number
  pullMs: number
}

/** The image of that name; ImageError when the name is malformed or says that it does not exist. */
export const simulatedImage = (name: string): SimulatedImage => {
  if (!REFERENCE.test(name)) {
    throw new ImageError(
      'InvalidImageName',
      `Failed to apply default image tag "${name}": couldn't parse image name: invalid reference format`,
    )
  }
  if (/does-not-exist|no-such-image/.test(name)) {
    throw new ImageError(
      'ErrImagePull',
      `failed to pull and unpack image "${name}": failed to resolve reference "${name}": not found`,
    )
  }
  const digest = createHash('sha256').update(name).digest()
  return {
    id: `sha256:${digest.toString('hex')}`,
    sizeBytes: (2 + (digest[0] ?? 0)) * 1024 * 1024,
    pullMs: 40 + (digest[1] ?? 0),
  }
}
