import type { Cause } from '../errors.ts'
import { invalidValue, notSupported, requiredValue } from './causes.ts'

interface Profile {
  type?: string
  localhostProfile?: string
}

const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined']

const validateProfile = (profile: Profile | undefined, field: string): Cause[] => {
  if (!profile) return []
  const { type, localhostProfile } = profile
  if (!type) return [requiredValue(`${field}.type`, 'type is required when seccompProfile is set')]
  if (!TYPES.includes(type)) return [notSupported(`${field}.type`, type, TYPES)]
  if (type === 'Localhost' && !localhostProfile)
    return [requiredValue(`${field}.localhostProfile`, 'must be set when seccomp type is Localhost')]
  return type !== 'Localhost' && localhostProfile !== undefined
    ? [invalidValue(`${field}.localhostProfile`, localhostProfile, 'can only be set when seccomp type is Localhost')]
    : []
}

/** Rules for a pod's or a container's security context. https://kubernetes.io/docs/tutorials/security/seccomp/ */
export const validateSecurity = (context: Record<string, unknown> | undefined, field: string): Cause[] =>
  validateProfile(context?.seccompProfile as Profile | undefined, `${field}.seccompProfile`)
