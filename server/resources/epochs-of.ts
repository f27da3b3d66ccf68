import type { ObjectWrite } from '#server/store/object-store.ts'
import type { WriteOptions } from './resources.ts'

/** What a write of a controller carries, so that one who was replaced is refused. */
export const epochsOf = ({ epoch, inventoryEpoch }: WriteOptions): Pick<ObjectWrite, 'epoch' | 'inventoryEpoch'> => ({
  ...(epoch === undefined ? {} : { epoch }),
  ...(inventoryEpoch === undefined ? {} : { inventoryEpoch }),
})
