import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Clock } from '#domain/clock.ts'
import { parseCidr } from '#domain/vsphere/cidr.ts'
import { podAddresses } from '#domain/vsphere/pod-ranges.ts'
import type { PodHandle, PodSandboxSpec, RuntimeDriver } from './runtime.ts'
import { type SimulatedImage, simulatedImage } from './simulated-images.ts'
import { SimulatedPod, type SimulatedPodRecord } from './simulated-pod.ts'

/** A simulated micro-VM is up after this long. */
const BOOT_MS = 12

export interface SimulatedOptions {
  clock: Clock
  /** Where the pods' records are kept. */
  folder: string
  /** The host's part of the pod range, `10.244.7.0/24`; undefined while it has none, and then no pod can be made. */
  podCidr(): string | undefined
  /** How many times slower everything is now; 1 is normal. */
  slowness(): number
}

/** The simulated runtime: honest about what it is, and the same lifecycle as a real one. */
export const createSimulatedRuntime = ({ clock, folder, podCidr, slowness }: SimulatedOptions): RuntimeDriver => {
  const file = path.join(folder, 'pods.json')
  const pods = new Map<string, SimulatedPod>()
  const imageFile = path.join(folder, 'images.json')
  mkdirSync(folder, { recursive: true })
  // An image follows from its name: the names are all there is to keep.
  const images = new Map(readRecords<string>(imageFile).map((name): [string, SimulatedImage] => [name, simulatedImage(name)]))

  let saving: (() => void) | undefined
  const saveNow = () => {
    saving = undefined
    save(
      file,
      [...pods.values()].map((pod) => pod.record()),
    )
  }
  // Many containers change in the same moment; one write tells of all of them.
  const changed = () => {
    saving ??= clock.after(200, saveNow)
  }
  const pause = (ms: number) => new Promise<void>((resolve) => clock.after(ms * slowness(), resolve))

  const freeAddress = (): string => {
    const taken = new Set([...pods.values()].map(({ ip }) => ip))
    const cidr = podCidr()
    const range = cidr === undefined ? undefined : parseCidr(cidr)
    if (!range) throw new Error('The host has no part of the pod range, so no pod can have an address')
    const address = podAddresses(range).find((each) => !taken.has(each))
    if (!address) throw new Error(`No free pod address is left in ${range.text}`)
    return address
  }

  return {
    name: 'simulated',
    isolation: 'none',
    version: '1.0',
    probe: async () => ({ usable: true, reason: 'Nothing is executed: containers, logs and usage are simulated' }),
    pullImage: async (name) => {
      const image = simulatedImage(name)
      await pause(image.pullMs)
      if (images.has(name)) return { id: image.id, sizeBytes: image.sizeBytes, tookMs: image.pullMs }
      images.set(name, image)
      save(imageFile, [...images.keys()])
      return { id: image.id, sizeBytes: image.sizeBytes, tookMs: image.pullMs }
    },
    hasImage: (name) => images.get(name),
    createPod: async (spec: PodSandboxSpec): Promise<PodHandle> => {
      const known = pods.get(spec.uid)
      if (known) return known
      const pod = new SimulatedPod(spec, freeAddress(), clock, () => {
        if (pods.get(spec.uid) === pod && pod.containers().length === 0) pods.delete(spec.uid)
        changed()
      })
      pods.set(spec.uid, pod)
      await pause(BOOT_MS)
      return pod
    },
    reattach: async () => {
      for (const record of readRecords<SimulatedPodRecord>(file)) {
        if (!pods.has(record.spec.uid)) pods.set(record.spec.uid, SimulatedPod.restore(record, clock, changed))
      }
      return [...pods.values()]
    },
    close: async () => {
      if (saving) {
        saving()
        saveNow()
      }
    },
  }
}

/** A reader finds the list as it was before or as it is now, never half of it. */
const save = (file: string, records: unknown[]): void => {
  writeFileSync(`${file}.new`, JSON.stringify(records))
  renameSync(`${file}.new`, file)
}

const readRecords = <T>(file: string): T[] => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // No records: the host has kept nothing yet.
    return []
  }
}
