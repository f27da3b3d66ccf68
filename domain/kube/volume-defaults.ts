import { pullPolicy } from './container-defaults.ts'
import type { DownwardAPIItem, ProjectedSource, Volume } from './pod.ts'
import { setDefault } from './set-default.ts'

const READABLE_BY_ALL = 0o644

/**
 * Defaults of the sources that a vSphere Pod can't mount. They are given all the same: the template of a Deployment may hold them, and
 * kubectl follows the pointers.
 */
const ELSEWHERE: Record<string, Record<string, unknown>> = {
  hostPath: { type: '' },
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
  azureDisk: { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false },
}

const defaultItems = (items: DownwardAPIItem[] = []): void => {
  for (const { fieldRef, resourceFieldRef } of items) {
    if (fieldRef) setDefault(fieldRef, 'apiVersion', 'v1')
    if (resourceFieldRef) setDefault(resourceFieldRef, 'divisor', '0')
  }
}

const defaultProjection = ({ serviceAccountToken, downwardAPI, podCertificate }: ProjectedSource): void => {
  if (serviceAccountToken) serviceAccountToken.expirationSeconds ??= 3600
  if (podCertificate) podCertificate.maxExpirationSeconds ??= 86_400
  defaultItems(downwardAPI?.items)
}

/** What every volume gets. https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go */
export const defaultVolume = (volume: Volume): void => {
  const sources = Object.keys(volume).filter((key) => key !== 'name' && volume[key] !== undefined)
  if (sources.length === 0) volume.emptyDir = {}
  for (const source of [volume.secret, volume.configMap, volume.downwardAPI, volume.projected]) {
    if (source) source.defaultMode ??= READABLE_BY_ALL
  }
  defaultItems(volume.downwardAPI?.items)
  for (const source of volume.projected?.sources ?? []) defaultProjection(source)
  const claim = volume.ephemeral?.volumeClaimTemplate?.spec
  if (claim) setDefault(claim, 'volumeMode', 'Filesystem')
  if (volume.image?.reference) setDefault(volume.image, 'pullPolicy', pullPolicy(volume.image.reference))
  for (const [name, fields] of Object.entries(ELSEWHERE)) {
    const source = volume[name] as Record<string, unknown> | undefined
    if (source) for (const [field, value] of Object.entries(fields)) setDefault(source, field, value)
  }
}
