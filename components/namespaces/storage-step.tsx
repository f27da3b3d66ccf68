'use client'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { CheckboxField } from '#components/ui/form/checkbox-field.tsx'
import { NumberField } from '#components/ui/form/number-field.tsx'
import type { NamespaceSpec } from '#domain/vsphere/namespace.ts'

/** The storage policies of a namespace, each with an optional limit. */
export function NamespaceStorageStep({
  storage,
  onChange,
}: {
  storage: NamespaceSpec['storage']
  onChange(storage: NamespaceSpec['storage']): void
}) {
  const { data, error, retry } = useServerQuery('storagePolicies', {})
  if (!data) return <QueryProblem error={error} what="the storage policies" onRetry={retry} />
  return (
    <div className="max-w-[480px]">
      {data.map(({ id, name, description }) => {
        const entry = storage.find(({ policyId }) => policyId === id)
        return (
          <div key={id}>
            <CheckboxField
              label={name}
              help={description}
              checked={!!entry}
              onChange={(wanted) =>
                onChange(
                  wanted ? [...storage, { policyId: id, limitMiB: null }] : storage.filter(({ policyId }) => policyId !== id),
                )
              }
            />
            {entry && (
              <NumberField
                label={`Limit for ${name}`}
                field={`storage.${storage.indexOf(entry)}`}
                unit="GiB"
                placeholder="No limit"
                className="pl-6"
                value={entry.limitMiB === null ? null : entry.limitMiB / 1024}
                onChange={(gib) =>
                  onChange(
                    storage.map((each) =>
                      each === entry ? { ...each, limitMiB: gib === null ? null : Math.round(gib * 1024) } : each,
                    ),
                  )
                }
              />
            )}
          </div>
        )
      })}
    </div>
  )
}
