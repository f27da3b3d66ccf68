const MEBI = 1024 ** 2

/**
 * A vSphere CPU amount in the Kubernetes unit: MHz of the cluster's slowest core, as millicores, rounded up so that a limit is never
 * less than what was asked for.
 */
export const millicoresOf = (mhz: number, coreMhz: number): number => Math.ceil((mhz * 1000) / coreMhz)

/** The inverse of `millicoresOf`, rounded down so that using a whole limit shows as exactly that limit. */
export const mhzOf = (millicores: number, coreMhz: number): number => Math.floor((millicores * coreMhz) / 1000)

/** Bytes as whole MiB, rounded up: what vSphere shows for memory and storage. */
export const mebibytesOf = (bytes: number): number => Math.ceil(bytes / MEBI)

/** The StorageClass made from a storage policy: the name lower-cased, everything that Kubernetes does not allow as `-`. */
export const storageClassName = (policyName: string): string =>
  policyName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 253) || 'policy'
