import type { PolicyRule } from './rbac.ts'
import { ruleAllows } from './rbac.ts'

/**
 * The parts of the wanted rules that the held ones don't cover, one by one; empty when nobody would gain anything. Whoever writes a role
 * or binding must hold what it gives. https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
 */
export const missingRules = (held: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] =>
  wanted.flatMap(singleRules).filter((single) => !held.some((rule) => coversSingle(rule, single)))

/** How Kubernetes lists missing rules: `{APIGroups:[""], Resources:["pods"], Verbs:["get"]}`. */
export const formatRule = ({ apiGroups, resources, resourceNames, nonResourceURLs, verbs }: PolicyRule): string => {
  const parts = [
    nonResourceURLs && `NonResourceURLs:${JSON.stringify(nonResourceURLs)}`,
    apiGroups && `APIGroups:${JSON.stringify(apiGroups)}`,
    resources && `Resources:${JSON.stringify(resources)}`,
    resourceNames && `ResourceNames:${JSON.stringify(resourceNames)}`,
    `Verbs:${JSON.stringify(verbs)}`,
  ]
  return `{${parts.filter(Boolean).join(', ')}}`
}

// One verb, one group, one resource and at most one name each, so that several held rules together may cover a wanted one.
const singleRules = (rule: PolicyRule): PolicyRule[] => {
  const urls = rule.verbs.flatMap((verb) =>
    (rule.nonResourceURLs ?? []).map((url) => ({ verbs: [verb], nonResourceURLs: [url] })),
  )
  const names: (string[] | undefined)[] = rule.resourceNames?.length ? rule.resourceNames.map((name) => [name]) : [undefined]
  const resources = rule.verbs.flatMap((verb) =>
    (rule.apiGroups ?? []).flatMap((group) =>
      (rule.resources ?? []).flatMap((resource) =>
        names.map((one) => ({
          verbs: [verb],
          apiGroups: [group],
          resources: [resource],
          ...(one ? { resourceNames: one } : {}),
        })),
      ),
    ),
  )
  return [...urls, ...resources]
}

const coversSingle = (held: PolicyRule, single: PolicyRule): boolean => {
  const verb = single.verbs[0] ?? ''
  const path = single.nonResourceURLs?.[0]
  // A wanted "*" is a word like any other here: only a held "*" covers it.
  if (path !== undefined) return ruleAllows(held, { verb, group: '', resource: '', path })
  const [resource = '', ...rest] = (single.resources?.[0] ?? '').split('/')
  return ruleAllows(held, {
    verb,
    group: single.apiGroups?.[0] ?? '',
    resource,
    ...(rest.length ? { subresource: rest.join('/') } : {}),
    ...(single.resourceNames?.[0] !== undefined ? { name: single.resourceNames[0] } : {}),
  })
}
