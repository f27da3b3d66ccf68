import type { MenuItem } from '#components/ui/menu-items.tsx'
import type { DataGridProps } from './data-grid-props.ts'

/** The entries of EXPORT: all rows, and the selected ones where rows can be selected. Empty when the grid cannot export. */
export function gridExports<Row>({
  onExport,
  onSelectionChange,
  total,
  selection,
}: Pick<DataGridProps<Row>, 'onExport' | 'onSelectionChange' | 'total' | 'selection'>): MenuItem[] {
  if (!onExport) return []
  const all: MenuItem = {
    id: 'all',
    label: `All rows (${total})`,
    disabledReason: total === 0 ? 'There is nothing to export' : undefined,
    onSelect: () => onExport('all'),
  }
  const selected: MenuItem = {
    id: 'selected',
    label: `Selected rows (${selection?.size ?? 0})`,
    disabledReason: selection?.size ? undefined : 'No row is selected',
    onSelect: () => onExport('selected'),
  }
  return onSelectionChange ? [all, selected] : [all]
}
