import { StatusError } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { isSealed, type Seal } from './seal.ts'

const SEALED_RESOURCE = 'secrets'

/** Turns objects into the text the database keeps, and back. */
export interface ObjectText {
  /** The object as JSON without metadata.resourceVersion, sealed when it is a Secret and there is a seal. */
  write(resource: string, object: KubeObject): string
  /** A new object each time, with metadata.resourceVersion set. */
  read(text: string, revision: string): KubeObject
  /** The JSON of a row of the log that is no Kubernetes object. */
  readPlain(text: string): KubeObject
}

/** The one place that knows how bodies are kept. */
export function createObjectText(seal?: Seal): ObjectText {
  const plain = (text: string): string => {
    if (!isSealed(text)) return text
    if (!seal) throw new StatusError('InternalError', 'The database holds sealed secrets, and no key was given to open them.')
    return seal.open(text)
  }
  return {
    write(resource, object) {
      const text = JSON.stringify(withRevision(object, undefined))
      return seal && resource === SEALED_RESOURCE ? seal.seal(text) : text
    },
    read(text, revision) {
      const object = JSON.parse(plain(text)) as KubeObject
      object.metadata.resourceVersion = revision
      return object
    },
    readPlain: (text) => JSON.parse(plain(text)) as KubeObject,
  }
}

/** The object with another metadata.resourceVersion; `undefined` takes it out of the JSON. The original stays as it is. */
export const withRevision = (object: KubeObject, revision: string | undefined): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, resourceVersion: revision } as KubeObject['metadata'],
})
