import { downloadText } from '#components/ui/download-text.ts'
import type { MenuItem } from '#components/ui/menu-items.tsx'
import { gridCsv } from './csv.ts'
import type { DataGridProps } from './data-grid-props.ts'

/** The entries of EXPORT: all rows or the selected ones, by the server or from what is loaded. Empty when the grid cannot export. */
export function gridExports<Row>({
  onExport,
  exportName,
  columns,
  rows,
  total,
  selection,
  rowKey,
}: DataGridProps<Row>): MenuItem[] {
  if (!onExport && !exportName) return []
  const save = (kept: Row[]) => downloadText(`${exportName}.csv`, gridCsv(columns, kept), 'text/csv;charset=utf-8')
  const chosen = rows.filter((row) => selection?.has(rowKey(row)))
  const all = onExport || rows.length >= total ? `All rows (${total})` : `Loaded rows (${rows.length} of ${total})`
  return [
    {
      id: 'all',
      label: all,
      disabledReason: total === 0 ? 'There is nothing to export' : undefined,
      onSelect: () => (onExport ? onExport('all') : save(rows)),
    },
    {
      id: 'selected',
      label: `Selected rows (${selection?.size ?? 0})`,
      disabledReason: selection?.size ? undefined : 'No row is selected',
      onSelect: () => (onExport ? onExport('selected') : save(chosen)),
    },
  ]
}
