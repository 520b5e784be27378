# Made by offhook: export dhcp --for mikrotik. Changes belong into the inventory.
/ip pool
add name=offhook-10.20.1.0-24 ranges=10.20.1.100-10.20.1.199
/ip dhcp-server option
add name=offhook-10.20.1.0-24-option28 code=28 value="0x0a1401ff"
add name=offhook-10.20.1.0-24-option58 code=58 value="0x00003840"
add name=offhook-10.20.1.0-24-option59 code=59 value="0x00006270"
add name=offhook-10.20.1.0-24-option3 code=3 value="0x0a1401fe"
add name=offhook-10.20.1.0-24-option6 code=6 value="0x0a1401020a140103"
add name=offhook-10.20.1.0-24-option15 code=15 value="0x6c61622e6578616d706c65"
add name=offhook-10.20.1.0-24-phones-cisco-7931g-option66 code=66 value="0x31302e32302e312e31" force=yes
add name=offhook-10.20.1.0-24-phones-cisco-7931g-option150 code=150 value="0x0a140101" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-option43 code=43 value="0x746674703a2f2f31302e32302e312e312f246d61632e636667" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-option66 code=66 value="0x746674703a2f2f31302e32302e312e312f246d61632e636667" force=yes
add name=offhook-10.20.1.0-24-phones-fanvil-x4-option150 code=150 value="0x0a140101"
/ip dhcp-server option sets
add name=offhook-10.20.1.0-24-phones-cisco-7931g options=offhook-10.20.1.0-24-option28,offhook-10.20.1.0-24-option58,offhook-10.20.1.0-24-option59,offhook-10.20.1.0-24-option3,offhook-10.20.1.0-24-option6,offhook-10.20.1.0-24-option15,offhook-10.20.1.0-24-phones-cisco-7931g-option66,offhook-10.20.1.0-24-phones-cisco-7931g-option150
add name=offhook-10.20.1.0-24-phones-fanvil-x4 options=offhook-10.20.1.0-24-option28,offhook-10.20.1.0-24-option58,offhook-10.20.1.0-24-option59,offhook-10.20.1.0-24-option3,offhook-10.20.1.0-24-option6,offhook-10.20.1.0-24-option15,offhook-10.20.1.0-24-phones-fanvil-x4-option43,offhook-10.20.1.0-24-phones-fanvil-x4-option66,offhook-10.20.1.0-24-phones-fanvil-x4-option150
/ip dhcp-server network
add address=10.20.1.0/24 dns-none=yes
/ip dhcp-server
add name=offhook-10.20.1.0-24 interface=eth1 address-pool=static-only lease-time=28800s authoritative=no conflict-detection=yes disabled=no
/ip dhcp-server lease
add address=10.20.1.50 mac-address=00:1b:d4:00:00:01 server=offhook-10.20.1.0-24 dhcp-option-set=offhook-10.20.1.0-24-phones-cisco-7931g
add address=offhook-10.20.1.0-24 mac-address=00:a8:59:00:00:02 server=offhook-10.20.1.0-24 dhcp-option-set=offhook-10.20.1.0-24-phones-fanvil-x4
