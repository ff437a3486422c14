//! Trees, edges and proofs against the definition.

use proptest::prelude::*;
use tlog::merkle::{
    AllNodes, Edge, EdgeRefusal, Hash, MAX_TREE_SIZE, NoSuchNode, Node, NotProven, Plan, ProofRefusal, StoredHashes,
    Tree, leaf_hash, node_hash, prove_consistency, prove_inclusion, root_of, verify_consistency, verify_inclusion,
};

use crate::naive;
use crate::samples::{entries, nodes, tree};

const SIZES: u64 = 70;

#[test]
fn the_hashes_are_those_of_rfc_6962() {
    let hex = |hash: Hash| data_encoding::HEXLOWER.encode(hash.as_bytes());
    assert_eq!(hex(leaf_hash(b"")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assert_eq!(naive::root(&[]), Hash::EMPTY_TREE);
    assert_eq!(Hash::parse(&Hash::EMPTY_TREE.to_string()), Ok(Hash::EMPTY_TREE));
    // The vectors of the reference implementation in Go: eight leaves.
    let leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let leaves: Vec<Vec<u8>> =
        leaves.iter().map(|leaf| data_encoding::HEXLOWER.decode(leaf.as_bytes()).unwrap()).collect();
    assert_eq!(hex(tree(&leaves).root), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

#[test]
fn a_tree_that_grows_has_the_root_of_the_definition_at_every_size() {
    let all = entries(SIZES);
    let mut edge = Edge::new();
    let mut stored = nodes(&all);
    for (size, entry) in (0_u64..).zip(&all) {
        let root = naive::root(&all[..usize::try_from(size).unwrap()]);
        assert_eq!(edge.tree(), Tree { size, root });
        assert_eq!(root_of(&mut stored, size), Ok(root));
        edge.append(leaf_hash(entry));
    }
}

#[test]
fn every_inclusion_proof_up_to_70_leaves_is_that_of_the_definition_and_fits() {
    let all = entries(SIZES);
    for size in 1..=SIZES {
        let these = &all[..usize::try_from(size).unwrap()];
        let (tree, mut stored) = (tree(these), nodes(&all));
        for (index, entry) in (0_u64..).zip(these) {
            let proof = prove_inclusion(&mut stored, index, size).unwrap();
            assert_eq!(proof, naive::inclusion(usize::try_from(index).unwrap(), these));
            assert_eq!(verify_inclusion(leaf_hash(entry), index, tree, &proof), Ok(()));
            for other in (0..size).filter(|other| *other != index) {
                assert!(
                    verify_inclusion(leaf_hash(entry), other, tree, &proof).is_err(),
                    "{index} at {other} of {size}"
                );
            }
        }
    }
}

#[test]
fn every_consistency_proof_up_to_70_leaves_is_that_of_the_definition_and_fits() {
    let all = entries(SIZES);
    let mut stored = nodes(&all);
    for new_size in 0..=SIZES {
        let these = &all[..usize::try_from(new_size).unwrap()];
        let new = tree(these);
        for old_size in 0..=new_size {
            let old = tree(&all[..usize::try_from(old_size).unwrap()]);
            let proof = prove_consistency(&mut stored, old_size, new_size).unwrap();
            assert_eq!(proof, naive::consistency(usize::try_from(old_size).unwrap(), these));
            assert_eq!(verify_consistency(old, new, &proof), Ok(()), "{old_size} to {new_size}");
            let otherwise = Tree { root: leaf_hash(b"another"), ..old };
            assert!(verify_consistency(otherwise, new, &proof).is_err());
            for wrong in (0..=new_size).filter(|wrong| *wrong != old_size) {
                let elsewhere = Tree { size: wrong, ..old };
                assert!(verify_consistency(elsewhere, new, &proof).is_err(), "{old_size} as {wrong} to {new_size}");
            }
        }
    }
}

#[test]
fn each_refusal_of_a_proof_has_its_case() {
    let (all, five) = (entries(8), entries(5));
    let (old, new) = (tree(&five), tree(&all));
    let mut stored = nodes(&all);
    let proof = prove_consistency(&mut stored, 5, 8).unwrap();
    let path = prove_inclusion(&mut stored, 3, 8).unwrap();
    let (leaf, large) = (leaf_hash(&all[3]), Tree { size: MAX_TREE_SIZE + 1, root: new.root });
    assert_eq!(verify_consistency(old, large, &proof), Err(ProofRefusal::TooLarge));
    assert_eq!(verify_inclusion(leaf, 3, large, &path), Err(ProofRefusal::TooLarge));
    assert_eq!(verify_inclusion(leaf, 8, new, &path), Err(ProofRefusal::IndexOutside));
    assert_eq!(verify_consistency(new, old, &proof), Err(ProofRefusal::SizesReversed));
    assert_eq!(verify_consistency(old, new, &proof[1..]), Err(ProofRefusal::Length));
    assert_eq!(verify_consistency(old, new, &[proof.as_slice(), &[leaf]].concat()), Err(ProofRefusal::Length));
    assert_eq!(verify_consistency(old, old, &proof), Err(ProofRefusal::Length));
    assert_eq!(verify_inclusion(leaf, 3, new, &path[1..]), Err(ProofRefusal::Length));
    let other = leaf_hash(b"another");
    assert_eq!(verify_consistency(Tree { root: other, ..old }, new, &proof), Err(ProofRefusal::OldRootDiffers));
    assert_eq!(verify_consistency(Tree { size: 0, root: other }, new, &[]), Err(ProofRefusal::OldRootDiffers));
    assert_eq!(verify_consistency(old, Tree { root: other, ..new }, &proof), Err(ProofRefusal::RootDiffers));
    assert_eq!(verify_consistency(old, Tree { root: other, ..old }, &[]), Err(ProofRefusal::RootDiffers));
    assert_eq!(verify_inclusion(other, 3, new, &path), Err(ProofRefusal::RootDiffers));
}

#[test]
fn a_plan_is_refused_like_a_proof_and_a_store_that_lacks_a_node_says_which() {
    assert_eq!(Plan::root(MAX_TREE_SIZE + 1), Err(ProofRefusal::TooLarge));
    assert_eq!(Plan::inclusion(3, 3), Err(ProofRefusal::IndexOutside));
    assert_eq!(Plan::consistency(4, 3), Err(ProofRefusal::SizesReversed));
    assert_eq!(Plan::root(0).map(|plan| plan.join(&[])), Ok(vec![Hash::EMPTY_TREE]));
    let node = Node { level: 1, index: 1 };
    let mut stored = nodes(&entries(3));
    assert_eq!(stored.read(&[node]), Err(NoSuchNode(node)));
    assert_eq!(prove_inclusion(&mut stored, 0, 4), Err(NotProven::Failed(NoSuchNode(node))));
    assert_eq!(prove_inclusion(&mut AllNodes::new(), 0, 0), Err(NotProven::Refused(ProofRefusal::IndexOutside)));
}

#[test]
fn the_largest_tree_has_proofs_of_at_most_63_hashes() {
    let plan = Plan::inclusion(MAX_TREE_SIZE - 1, MAX_TREE_SIZE).unwrap();
    assert_eq!(plan.join(&vec![Hash::EMPTY_TREE; plan.nodes().len()]).len(), 62);
    for old in [1, 1 << 62, MAX_TREE_SIZE / 3, MAX_TREE_SIZE - 1] {
        let plan = Plan::consistency(old, MAX_TREE_SIZE).unwrap();
        assert!(plan.join(&vec![Hash::EMPTY_TREE; plan.nodes().len()]).len() <= tlog::merkle::MAX_PROOF_HASHES);
    }
}

#[test]
fn each_refusal_of_an_edge_has_its_case() {
    let edge = nodes(&entries(3)).edge().clone();
    let bytes = edge.to_cbor();
    assert_eq!(Edge::from_cbor(&bytes), Ok(edge));
    assert_eq!(Edge::from_cbor(&bytes[..9]), Err(EdgeRefusal::Malformed));
    assert_eq!(Edge::from_cbor(b"\x84\x01\x00\x80\x00"), Err(EdgeRefusal::Malformed));
    assert_eq!(Edge::from_cbor(b"\x83\x02\x00\x80"), Err(EdgeRefusal::UnknownVersion));
    assert_eq!(Edge::from_cbor(b"\x83\x01\x1b\xff\xff\xff\xff\xff\xff\xff\xff\x80"), Err(EdgeRefusal::TooLarge));
    assert_eq!(Edge::from_cbor(b"\x83\x01\x01\x80"), Err(EdgeRefusal::HashCount));
    assert_eq!(Edge::from_cbor(b"\x83\x01\x18\x00\x80"), Err(EdgeRefusal::NotDeterministic));
    assert_eq!(Edge::from_cbor(b"\x83\x01\x00\x80\x00"), Err(EdgeRefusal::NotDeterministic));
}

proptest! {
    #[test]
    fn an_edge_that_was_kept_goes_on_as_the_one_that_was_not(before in 0_u64..600, after in 0_u64..600) {
        let all = entries(before + after);
        let (first, rest) = all.split_at(usize::try_from(before).unwrap());
        let kept = nodes(first).edge().to_cbor();
        let mut edge = Edge::from_cbor(&kept).unwrap();
        rest.iter().for_each(|entry| edge.append(leaf_hash(entry)));
        prop_assert_eq!(edge.tree(), tree(&all));
    }

    #[test]
    fn the_nodes_that_an_append_tells_are_those_below_them(count in 1_u64..300) {
        let all = entries(count);
        let mut told = std::collections::BTreeMap::new();
        let mut edge = Edge::new();
        for entry in &all {
            edge.append_telling(leaf_hash(entry), |node, hash| {
                assert!(told.insert(node, hash).is_none());
            });
        }
        for (node, hash) in &told {
            if node.level > 0 {
                let below = |index| told[&Node { level: node.level - 1, index }];
                prop_assert_eq!(*hash, node_hash(&below(2 * node.index), &below(2 * node.index + 1)));
            }
        }
        let expected: u64 = (0..10).map(|level| count >> level).sum();
        prop_assert_eq!(u64::try_from(told.len()).unwrap(), expected);
    }
}
