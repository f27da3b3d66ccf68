'use client'
import { useEffect, useRef, useState } from 'react'

export type Version = string | number

/** The keys that were there before with another version. Rows that are new are not "changed". */
export function changedKeys(before: ReadonlyMap<string, Version>, after: ReadonlyMap<string, Version>): string[] {
  return [...after].filter(([key, version]) => before.has(key) && before.get(key) !== version).map(([key]) => key)
}

const TINT_MS = 600
const NONE: ReadonlySet<string> = new Set()

/** The keys of rows whose version has just changed, for the 600 ms in which they are tinted. Another view (page, sort) is no change. */
export function useChangedKeys<Row>(
  rows: Row[],
  keyOf: (row: Row) => string,
  versionOf: ((row: Row) => Version) | undefined,
  view: string,
): ReadonlySet<string> {
  const before = useRef<{ view: string; versions: ReadonlyMap<string, Version> }>({ view, versions: new Map() })
  const [changed, setChanged] = useState<ReadonlySet<string>>(NONE)
  useEffect(() => {
    if (!versionOf) return
    const versions = new Map(rows.map((row) => [keyOf(row), versionOf(row)]))
    const keys = before.current.view === view ? changedKeys(before.current.versions, versions) : []
    before.current = { view, versions }
    if (keys.length > 0) setChanged(new Set(keys))
  }, [rows, keyOf, versionOf, view])
  useEffect(() => {
    if (changed.size === 0) return
    const timer = setTimeout(() => setChanged(NONE), TINT_MS)
    return () => clearTimeout(timer)
  }, [changed])
  return changed
}
