// By what a file of another server is told, whatever it is called.

export const LOOKS_LIKE_DHCPD =
  /^[ \t]*(subnet\s+[\d.]+\s+netmask|host\s+\S+\s*\{|shared-network\s)/m;
export const LOOKS_LIKE_DNSMASQ = /^[ \t]*dhcp-(range|host)\s*=/m;
export const LOOKS_LIKE_KEA = /"Dhcp4"\s*:/;
