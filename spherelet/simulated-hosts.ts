import type { HostHardware } from '#domain/vsphere/host.ts'
import { simulatedHostName } from '#domain/vsphere/simulated-names.ts'

const GIB = 1024 ** 3
/** Cores and memory of the fictional models, in turn. */
const MODELS: [cores: number, gib: number][] = [
  [16, 128],
  [24, 192],
  [32, 256],
  [16, 128],
]

/** Host `number` (from 1) of a lab, with that many digits in its name. The same number is the same host every time. */
export const simulatedHost = (number: number, digits: number, bootedAt: Date): HostHardware => {
  const [cpuCores, gib] = MODELS[number % MODELS.length] ?? [16, 128]
  return {
    name: simulatedHostName(number, digits),
    address: `10.20.${number >> 8}.${number & 255}`,
    vendor: 'Hemisphere',
    model: 'Simulated Host',
    cpuModel: 'Simulated CPU @ 2.60 GHz',
    cpuCores,
    cpuMhzPerCore: 2600,
    memoryBytes: gib * GIB,
    version: '8.0.3 (simulated)',
    runtime: 'simulated',
    bootedAt: bootedAt.toISOString(),
  }
}
