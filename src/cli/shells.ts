// The shells that complete our commands.

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
