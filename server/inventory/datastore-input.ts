import { z } from 'zod'
import { inventoryName } from './check-input.ts'

/** Tags of datastores and policies: words that only have to match. */
export const tagList = z
  .array(
    z
      .string('must be text')
      .trim()
      .min(1, 'must not be empty')
      .max(50, 'must be at most 50 characters')
      .regex(/^[^\s,;]*$/, 'must not contain spaces, commas or semicolons'),
  )
  .max(20, 'must be at most 20 tags')
  .transform((tags) => [...new Set(tags)])

const capacityBytes = z.int('must be a whole number of bytes').min(1024 ** 3, 'must be at least 1 GiB')

/** What a new datastore is made from. */
export const NEW_DATASTORE = z.object({
  datacenterId: z.string(),
  name: inventoryName,
  type: z.enum(['VMFS', 'vSAN', 'NFS'], 'must be VMFS, vSAN or NFS'),
  capacityBytes,
  tags: tagList.default([]),
  clusterIds: z.array(z.string()).default([]),
})

/** What may be changed of a datastore; what is left out stays. */
export const DATASTORE_CHANGE = z.object({
  name: inventoryName.optional(),
  capacityBytes: capacityBytes.optional(),
  tags: tagList.optional(),
  clusterIds: z.array(z.string()).optional(),
})

export type NewDatastore = z.input<typeof NEW_DATASTORE>
export type DatastoreChange = z.input<typeof DATASTORE_CHANGE>
