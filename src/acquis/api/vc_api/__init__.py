"""The VC API: what W3C's conformance suites drive. Off unless ``ACQUIS_VC_API`` says so; never in a real installation.

A thin adapter over the engine: anonymous, stateless but for its status lists, proof-only. Its issuers are did:key
identities made when the process starts and gone with it. Nothing here touches the product's data.
"""
